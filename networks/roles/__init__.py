"""Who does what: roles that show in what people do, the grid of roles, and what if somebody is away."""
