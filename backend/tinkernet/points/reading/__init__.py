"""Whatever the file, one `Table`, and a `Report` of how it was understood."""
