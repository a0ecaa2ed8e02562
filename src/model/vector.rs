//! What a text means, as an encoder sees it.

/// A sentence vector in whole numbers: its direction is its meaning, its length is nothing.
///
/// Whole numbers of one byte each keep the cosine of two vectors within a few thousandths, and make a decision that rests on it the same
/// wherever it is made. Vectors of different encoders, or of different width, cannot be compared.
#[derive(Clone, PartialEq, Eq)]
pub struct Vector(Box<[i8]>);

impl Vector {
    /// The direction of these numbers; `None` if they have none.
    pub fn new(numbers: &[f32]) -> Option<Self> {
        let largest = numbers.iter().fold(0f32, |largest, number| largest.max(number.abs()));
        if !largest.is_finite() || largest == 0.0 || numbers.iter().any(|number| number.is_nan()) {
            return None;
        }
        Some(Self(numbers.iter().map(|number| (number / largest * 127.0).round() as i8).collect()))
    }

    /// As [`Vector::to_bytes`] gave them; `None` for none, or nothing but zeros.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let numbers = bytes.iter().map(|byte| byte.cast_signed()).collect();
        bytes.iter().any(|byte| *byte != 0).then_some(Self(numbers))
    }

    /// For a store: a byte a number.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().map(|number| number.cast_unsigned()).collect()
    }

    /// The numbers, up to a factor.
    pub fn numbers(&self) -> &[i8] {
        &self.0
    }

    /// The vector of length 1 in this direction.
    pub fn unit(&self) -> Vec<f32> {
        let square: i64 = self.0.iter().map(|number| i64::from(*number) * i64::from(*number)).sum();
        let length = (square as f32).sqrt();
        self.0.iter().map(|number| f32::from(*number) / length).collect()
    }
}

impl std::fmt::Debug for Vector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Vector({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_direction() {
        let vector = Vector::new(&[3.0, -4.0, 0.0]).unwrap();
        assert_eq!(vector.numbers(), [95, -127, 0]);
        assert_eq!(Vector::from_bytes(&vector.to_bytes()), Some(vector.clone()));
        let unit = vector.unit();
        assert!((unit[0] - 0.6).abs() < 0.002 && (unit[1] + 0.8).abs() < 0.002);
    }

    #[test]
    fn what_points_nowhere_is_none() {
        for numbers in [&[][..], &[0.0, 0.0], &[f32::NAN, 1.0], &[f32::INFINITY, 1.0]] {
            assert_eq!(Vector::new(numbers), None);
        }
        assert_eq!(Vector::from_bytes(&[0, 0]), None);
    }
}
