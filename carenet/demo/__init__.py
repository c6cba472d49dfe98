"""The demo's story: Bram and everybody around him, told with the house's own actions."""
