from functools import cached_property

import igraph
import numpy as np
from protocol import component_sizes, serve, timed


class Graph:
    def __init__(self, edges):
        self.node_count = edges.node_count
        self.graph = igraph.Graph(n=edges.node_count, edges=memoryview(edges.pairs().astype(np.int64)))
        self.edges = edges

    # Lists of millions of floats are made when first needed, outside the time.
    @cached_property
    def strength(self):
        return self.edges.strength.tolist()

    @cached_property
    def cost(self):
        return self.edges.cost.tolist()


def by_strength(call):
    def run(g, p):
        weights = g.strength
        return timed(lambda: call(g.graph, weights, p))

    return run


def betweenness_by_cost(g, _):
    weights = g.cost
    return timed(lambda: g.graph.betweenness(directed=False, weights=weights))


def edge_betweenness_by_cost(g, _):
    weights = g.cost
    return timed(lambda: g.graph.edge_betweenness(directed=False, weights=weights))


def closeness(g, _):
    seconds, within = timed(lambda: g.graph.closeness())
    # igraph normalises within the component; Wasserman and Faust multiply by the share reached.
    reach = component_sizes(g.graph.connected_components().membership) - 1
    return seconds, np.nan_to_num(np.array(within)) * reach / max(1, g.node_count - 1)


def sizes(g, _):
    seconds, found = timed(lambda: g.graph.connected_components().membership)
    return seconds, component_sizes(found)


CALLS = {
    "degree": lambda g, _: timed(lambda: g.graph.degree()),
    "betweenness": lambda g, _: timed(lambda: g.graph.betweenness(directed=False)),
    "betweenness-cost": betweenness_by_cost,
    "edge-betweenness": lambda g, _: timed(lambda: g.graph.edge_betweenness(directed=False)),
    "edge-betweenness-cost": edge_betweenness_by_cost,
    "closeness": closeness,
    "harmonic": lambda g, _: timed(lambda: g.graph.harmonic_centrality(normalized=False)),
    "eccentricity": lambda g, _: timed(lambda: g.graph.eccentricity()),
    "diameter": lambda g, _: timed(lambda: [g.graph.diameter(directed=False)]),
    "pagerank": by_strength(lambda graph, weights, p: graph.pagerank(directed=False, damping=p["damping"], weights=weights)),
    "eigenvector": lambda g, _: timed(lambda: g.graph.eigenvector_centrality(scale=False)),
    "clustering": lambda g, _: timed(lambda: g.graph.transitivity_local_undirected(mode="zero")),
    "cores": lambda g, _: timed(lambda: g.graph.coreness()),
    "components": sizes,
    "constraint": by_strength(lambda graph, weights, _: graph.constraint(weights=weights)),
    "louvain": by_strength(lambda graph, weights, _: graph.community_multilevel(weights=weights).membership),
    "leiden": by_strength(
        lambda graph, weights, _: graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=2).membership
    ),
    "label-propagation": by_strength(lambda graph, weights, _: graph.community_label_propagation(weights=weights).membership),
}

serve("igraph", igraph.__version__, Graph, CALLS)
