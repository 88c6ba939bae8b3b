"""Layout: from the graph of a service to the geometry of its drawing, without color."""
