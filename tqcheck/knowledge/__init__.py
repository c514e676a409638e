"""Thin doors to the libraries and data that others keep; nothing else imports them."""
