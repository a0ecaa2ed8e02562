//! `config.toml` to validated [`Settings`].

mod settings;

pub use settings::*;

use chrono::TimeDelta;

/// A window as `[grouping]` and `--window` write it: a duration, or `none`.
///
/// # Errors
/// Where it is neither.
pub fn parse_window(text: &str) -> Result<Option<TimeDelta>, String> {
    if text.trim() == "none" {
        return Ok(None);
    }
    let duration = parse_duration(text)?;
    TimeDelta::from_std(duration).map(Some).map_err(|_| format!("{text:?} is too long"))
}

/// A duration such as `30s`, `15m`, `48h`, `4d`.
///
/// # Errors
/// Where it is none, or zero.
pub fn parse_duration(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("{text:?} is no duration; write a number and s, m, h or d, such as \"15m\"");
    let trimmed = text.trim();
    let unit = trimmed.chars().next_back().ok_or_else(wrong)?;
    let factor = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = trimmed[..trimmed.len() - 1].trim().parse().map_err(|_| wrong())?;
    let seconds = number.checked_mul(factor).filter(|seconds| (1..=3_650 * 86_400).contains(seconds));
    seconds.map(std::time::Duration::from_secs).ok_or_else(|| format!("{text:?} is out of range: from 1s to 3650d"))
}
