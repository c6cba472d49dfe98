"""What every address of the API shares: bodies, fields, shapes, pages of lists, versions, rates, problems."""
