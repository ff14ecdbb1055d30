"""What the rows of a file must be before they are loaded, one module for each kind of file."""
