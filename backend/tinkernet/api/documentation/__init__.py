"""What the server says of itself: OpenAPI with examples, and the page that shows it."""
