"""Ways to spread the work: this machine's cores."""
