//! The text of a failure, written into the calling thread's buffer. Longer texts are cut off.

use crate::layout::{Rel, SiteDesc};
use crate::status::Status;
use crate::sys;
use core::ffi::c_char;

/// Appends to the thread's message.
pub(crate) struct Message {
    buffer: *mut u8,
    len: usize,
}

impl Message {
    /// Starts a new message: forgets the previous one.
    pub(crate) fn new() -> Message {
        let buffer = sys::message_buffer();
        unsafe { *buffer = 0 };
        Message { buffer, len: 0 }
    }

    #[inline(never)]
    fn byte(&mut self, byte: u8) {
        if self.len < sys::MESSAGE_BYTES - 1 {
            unsafe {
                *self.buffer.add(self.len) = byte;
                *self.buffer.add(self.len + 1) = 0;
            }
            self.len += 1;
        }
    }

    /// Appends a text.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for &byte in text.as_bytes() {
            self.byte(byte);
        }
        self
    }

    /// Appends a zero-terminated text; nothing if it is null.
    #[inline(never)]
    pub(crate) fn c_text(&mut self, text: &Rel<c_char>) -> &mut Self {
        let mut at = text.get().cast::<u8>();
        while !at.is_null() {
            let byte = unsafe { *at };
            if byte == 0 {
                break;
            }
            self.byte(byte);
            at = unsafe { at.add(1) };
        }
        self
    }

    /// Appends a decimal number.
    pub(crate) fn number(&mut self, value: i64) -> &mut Self {
        if value < 0 {
            self.byte(b'-');
        }
        let mut rest = value.unsigned_abs();
        let mut digits = [b'0'; 20];
        let mut n_digits = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            n_digits += 1;
            if rest == 0 {
                break;
            }
        }
        for &digit in digits.iter().skip(20 - n_digits) {
            self.byte(digit);
        }
        self
    }

    /// Appends ` (file:line)`, or nothing if there is no file.
    pub(crate) fn place(&mut self, file: &Rel<c_char>, line: u32, column: u32) -> &mut Self {
        if file.get().is_null() {
            return self;
        }
        self.text(" (").c_text(file).text(":").number(i64::from(line));
        if column > 0 {
            self.text(":").number(i64::from(column));
        }
        self.text(")")
    }

    /// Appends a template, with `{0}` to `{3}` replaced by the values.
    pub(crate) fn template(&mut self, template: *const c_char, values: &[i64; 4]) -> &mut Self {
        let mut at = template.cast::<u8>();
        while !at.is_null() {
            let byte = unsafe { *at };
            if byte == 0 {
                break;
            }
            if byte == b'{' {
                // Reads on only while no zero byte has been seen.
                let digit = unsafe { *at.add(1) };
                let value = values.get(usize::from(digit.wrapping_sub(b'0')));
                if let (Some(&value), b'0'..=b'3') = (value, digit)
                    && unsafe { *at.add(2) } == b'}'
                {
                    self.number(value);
                    at = unsafe { at.add(3) };
                    continue;
                }
            }
            self.byte(byte);
            at = unsafe { at.add(1) };
        }
        self
    }

    /// The message of a failure at `site`.
    pub(crate) fn write_site(site: &SiteDesc, values: &[i64; 4]) {
        let mut message = Message::new();
        if !site.function.get().is_null() {
            message.c_text(&site.function).text(": ");
        }
        message.template(site.message.get(), values).place(&site.file, site.line, site.column);
    }

    /// The message of a failure of which nothing but its status is known.
    pub(crate) fn write_status(function: &Rel<c_char>, status: Status) {
        Message::new().c_text(function).text(": ").text(status.meaning());
    }
}
