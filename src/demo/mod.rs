//! The sample newsroom: a dozen publishers of our own making, with feeds and pages as odd as real ones, served over loopback, so that
//! everything that newsloom does can be seen without a network.

mod embedded;
mod feeds;
mod newsroom;
mod pages;
mod server;
#[cfg(test)]
mod tests;

pub use newsroom::{Format, Newsroom, Publisher, Report};
pub use server::{Served, serve};
