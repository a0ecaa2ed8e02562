//! newsloom reads news from many publishers, works out which reports tell the same event, and publishes combined feeds in
//! which every story stands once. See ARCHITECTURE.md for the map.

pub mod config;
pub mod demo;
pub mod embed;
pub mod encode;
pub mod fetch;
pub mod group;
pub mod ledger;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod publish;
pub mod read;
pub mod server;
pub mod store;
pub mod tell;
pub mod text;
pub mod websub;
