"""What does the graph look like from one corner (图视图)? Bounded subgraphs by SPARQL, over them networkx: `paths.connect`,
`neighbourhood.neighbours`, `centrality.central`, `communities.communities`. Nodes and edges are described in `views`."""
