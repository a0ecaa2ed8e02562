//! WebSub (W3C Recommendation, 23 January 2018): changes are pushed instead of polled for. Pure; requests go through
//! [`fetch::Client`](crate::fetch::Client), routes stand in `server/`.
//!
//! [`signature`] is what both sides share; [`hub`] tells subscribers of our feeds; [`subscriber`] asks publishers' hubs for pushes.

pub mod hub;
pub mod signature;
pub mod subscriber;
