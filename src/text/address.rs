//! Addresses as they may be shown.

use url::Url;

/// The address without user name and password, which are told to nobody.
pub fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    let _ = (url.set_username(""), url.set_password(None));
    url
}
