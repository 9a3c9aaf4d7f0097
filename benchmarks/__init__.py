"""What is measured, side by side with its limit. Never a test: `make bench` prints, and fails no build."""
