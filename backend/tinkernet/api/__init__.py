"""The outside of the server: REST, the stream, and what surrounds them."""
