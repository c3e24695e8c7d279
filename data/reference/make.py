#!/usr/bin/env python3
"""Writes the reference tables beside this file: small networks and their metric values by two independent tools.

    python3 data/reference/make.py

Needs networkx 2.8, igraph 0.10 and scipy (Debian: python3-networkx python3-igraph python3-scipy). Every table names the
versions it was made with. Where both tools offer a metric, both values are written; null marks what a tool lacks.
The networks are facts that come with networkx:

- karate: friendships in a karate club, weighted by shared contexts (Zachary 1977, doi:10.1086/jar.33.4.3629752)
- les-miserables: characters by scenes they share (Knuth 1993, The Stanford GraphBase)
- florentine: marriages of Florentine families (Breiger & Pattison 1986, doi:10.1016/0378-8733(86)90006-7)
- davis: 18 women at 14 social events, a real incidence (Davis, Gardner & Gardner 1941, Deep South)
- pieces: not real; random, in several pieces and with isolated nodes, because none of the others is
"""
import json
import math
import random
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx
from networkx.algorithms import bipartite

HERE = Path(__file__).parent
TOOLS = {"networkx": nx.__version__, "igraph": igraph.__version__}


def listed(values, nodes):
    return [float(values[v]) for v in nodes]


def finite(values):
    return [None if math.isnan(v) else float(v) for v in values]


def components_of(G):
    return sorted(nx.connected_components(G), key=lambda c: (-len(c), min(c)))


def networkx_distances(G, weight):
    if weight is None:
        return dict(nx.all_pairs_shortest_path_length(G))
    return dict(nx.all_pairs_dijkstra_path_length(G, weight=weight))


def blocks_of(G):
    return list(nx.biconnected_components(G))


def collaboration_tables(G, g):
    """Values per collaboration, in the order of the table's edges."""
    pairs = sorted(tuple(sorted(e)) for e in G.edges)
    assert pairs == [e.tuple for e in g.es]

    def row(id_, by_networkx, by_igraph, **parameters):
        return {"id": id_, "parameters": parameters, "networkx": by_networkx, "igraph": by_igraph}

    def by_pair(values):
        return [float(values[pair] if pair in values else values[pair[::-1]]) for pair in pairs]

    # Fractions, as for betweenness by cost.
    for distance, exact_weight, weights in (("UNWEIGHTED", None, None), ("INVERSE_STRENGTH", "exact_cost", [1 / s for s in g.es["strength"]])):
        yield row("EDGE_BETWEENNESS", by_pair(nx.edge_betweenness_centrality(G, normalized=False, weight=exact_weight)), g.edge_betweenness(weights=weights), distance=distance)
    bridges = {tuple(sorted(e)) for e in nx.bridges(G)}
    yield row("BRIDGE", [float(pair in bridges) for pair in pairs], [float(e in set(g.bridges())) for e in range(len(pairs))])
    third = dict.fromkeys(pairs, 0)
    for triangle in g.list_triangles():
        a, b, c = sorted(triangle)
        for pair in ((a, b), (a, c), (b, c)):
            third[pair] += 1
    yield row("SIMMELIAN_STRENGTH", [float(len(list(nx.common_neighbors(G, a, b)))) for a, b in pairs], by_pair(third))


def suggestion_tables(G, g):
    """Scores of every author by every other (n × n, 0 on the diagonal), whether they have collaborated or not."""
    nodes = sorted(G)
    others = [(a, b) for a in nodes for b in nodes if a != b]

    def row(id_, by_networkx, by_igraph):
        return {"id": id_, "parameters": {}, "networkx": by_networkx, "igraph": by_igraph}

    def square(triples):
        rows = [[0.0] * len(nodes) for _ in nodes]
        for a, b, score in triples:
            rows[a][b] = float(score)
        return sum(rows, [])

    def off_diagonal(matrix):
        return square((a, b, matrix[a][b]) for a, b in others)

    yield row("COMMON_NEIGHBOURS", square((a, b, len(list(nx.common_neighbors(G, a, b)))) for a, b in others), None)
    yield row("JACCARD", square(nx.jaccard_coefficient(G, others)), off_diagonal(g.similarity_jaccard(loops=False)))
    yield row("ADAMIC_ADAR", square(nx.adamic_adar_index(G, others)), off_diagonal(g.similarity_inverse_log_weighted()))
    yield row("RESOURCE_ALLOCATION", square(nx.resource_allocation_index(G, others)), None)
    # Only where there is somewhere to go: tools differ in what an isolated author's walk does.
    sources = [a for a in nodes if G.degree(a) > 0]
    walks = {a: nx.pagerank(G, alpha=0.85, personalization={a: 1}, weight="strength", tol=1e-15, max_iter=10000) for a in sources}
    yield row(
        "PERSONALISED_PAGERANK",
        square((a, b, walks[a][b]) for a, b in others if a in walks),
        square((a, b, score) for a in sources for b, score in enumerate(g.personalized_pagerank(damping=0.85, reset_vertices=[a], weights="strength")) if a != b),
    )


def author_tables(G, g):
    """Values per node: id, parameters, and the values of either tool."""
    nodes = sorted(G)
    n = len(nodes)
    reach = {v: len(c) - 1 for c in nx.connected_components(G) for v in c}
    giant = components_of(G)[0]
    giant_nodes = sorted(giant)
    costs = [1 / s for s in g.es["strength"]]

    def row(id_, by_networkx, by_igraph, **parameters):
        return {"id": id_, "parameters": parameters, "networkx": by_networkx, "igraph": by_igraph}

    yield row("DEGREE", listed(G.degree, nodes), list(map(float, g.degree())))
    yield row("STRENGTH", listed(dict(G.degree(weight="strength")), nodes), g.strength(weights="strength"))
    membership = g.connected_components()
    yield row("COMPONENT_SIZE", [reach[v] + 1.0 for v in nodes], [float(membership.sizes()[c]) for c in membership.membership])
    yield row("CORE_NUMBER", listed(nx.core_number(G), nodes), list(map(float, g.coreness())))
    yield row("ARTICULATION_POINT", *([float(v in cut) for v in nodes] for cut in (set(nx.articulation_points(G)), set(g.articulation_points()))))
    yield row("BLOCKS", *([float(sum(v in block for block in blocks)) for v in nodes] for blocks in (blocks_of(G), list(g.biconnected_components()))))
    yield row("LOCAL_CLUSTERING", listed(nx.clustering(G), nodes), g.transitivity_local_undirected(mode="zero"))
    at = [0.0] * n
    for triangle in g.list_triangles():
        for v in triangle:
            at[v] += 1
    yield row("TRIANGLES", listed(nx.triangles(G), nodes), at)
    yield row("CONSTRAINT", finite(listed(nx.constraint(G), nodes)), finite(g.constraint()), weighted=False)
    yield row("CONSTRAINT", finite(listed(nx.constraint(G, weight="strength"), nodes)), finite(g.constraint(weights="strength")), weighted=True)
    yield row("EFFECTIVE_SIZE", finite(listed(nx.effective_size(G), nodes)), None)
    yield row(
        "PAGERANK",
        listed(nx.pagerank(G, alpha=0.85, weight="strength", tol=1e-15, max_iter=10000), nodes),
        g.pagerank(damping=0.85, weights="strength"),
        damping=0.85,
    )
    for weighted in (False, True):
        sub = G.subgraph(giant_nodes)
        vector = nx.eigenvector_centrality_numpy(sub, weight="strength" if weighted else None)
        part = g.induced_subgraph(giant_nodes)
        other = part.eigenvector_centrality(scale=False, weights="strength" if weighted else None)
        norm = math.sqrt(sum(x * x for x in other))
        other = dict(zip(giant_nodes, (x / norm for x in other)))
        yield row("EIGENVECTOR", [float(vector.get(v, 0)) for v in nodes], [other.get(v, 0.0) for v in nodes], weighted=weighted)

    for distance, float_weight, exact_weight, weights in (
        ("UNWEIGHTED", None, None, None),
        ("INVERSE_STRENGTH", "cost", "exact_cost", costs),
    ):
        between = g.distances(weights=weights)
        within = [[d for d in line if math.isfinite(d)] for line in between]
        lengths = networkx_distances(G, float_weight)
        # igraph's closeness looks at the node's own component; the first factor is the share of the network it is.
        closeness = g.closeness(weights=weights, normalized=True)
        yield row(
            "CLOSENESS",
            listed(nx.closeness_centrality(G, distance=float_weight), nodes),
            [0.0 if math.isnan(c) else c * reach[v] / (n - 1) for v, c in enumerate(closeness)],
            distance=distance,
        )
        yield row(
            "HARMONIC_CLOSENESS",
            listed(nx.harmonic_centrality(G, distance=float_weight), nodes),
            [c * (n - 1) for c in g.harmonic_centrality(weights=weights, normalized=True)],
            distance=distance,
        )
        # In fractions, because networkx compares costs for equality and would miss ties between rounded sums.
        yield row(
            "BETWEENNESS",
            listed(nx.betweenness_centrality(G, normalized=False, weight=exact_weight), nodes),
            g.betweenness(weights=weights),
            distance=distance,
        )
        yield row(
            "ECCENTRICITY",
            [float(max(lengths[v].values())) for v in nodes],
            [float(max(line)) for line in within],
            distance=distance,
        )


def network_tables(G, g):
    n = G.number_of_nodes()
    giant = G.subgraph(components_of(G)[0])
    part = g.induced_subgraph(sorted(giant))

    def row(id_, by_networkx, by_igraph):
        return {"id": id_, "parameters": {}, "networkx": by_networkx, "igraph": by_igraph}

    yield row("NETWORK_COLLABORATIONS", G.number_of_edges(), g.ecount())
    yield row("DENSITY", nx.density(G), g.density())
    yield row("COMPONENT_COUNT", nx.number_connected_components(G), len(g.connected_components()))
    yield row("GIANT_COMPONENT_SIZE", len(giant), max(g.connected_components().sizes()))
    yield row("ISOLATES", nx.number_of_isolates(G), sum(d == 0 for d in g.degree()))
    yield row("MEAN_DEGREE", 2 * G.number_of_edges() / n, sum(g.degree()) / n)
    yield row("MAX_DEGREE", max(d for _, d in G.degree), g.maxdegree())
    yield row("TRIANGLE_COUNT", sum(nx.triangles(G).values()) // 3, len(g.list_triangles()))
    yield row("TRANSITIVITY", nx.transitivity(G), g.transitivity_undirected())
    yield row("MEAN_CLUSTERING", nx.average_clustering(G), g.transitivity_avglocal_undirected(mode="zero"))
    yield row("DEGREE_ASSORTATIVITY", float(nx.degree_pearson_correlation_coefficient(G)), g.assortativity_degree(directed=False))
    yield row("ARTICULATION_POINT_COUNT", len(set(nx.articulation_points(G))), len(g.articulation_points()))
    yield row("BRIDGE_COUNT", len(list(nx.bridges(G))), len(g.bridges()))
    yield row("BLOCK_COUNT", len(blocks_of(G)), len(g.biconnected_components()))
    betweenness = (listed(nx.betweenness_centrality(G, normalized=False), sorted(G)), g.betweenness())
    yield row("BETWEENNESS_CENTRALIZATION", *(sum(max(values) - v for v in values) / ((n - 1) ** 2 * (n - 2) / 2) for values in betweenness))
    yield row("MAX_CORE", max(nx.core_number(G).values()), max(g.coreness()))
    yield row("DIAMETER", nx.diameter(giant), part.diameter())
    yield row("RADIUS", nx.radius(giant), int(part.radius()))
    yield row("MEAN_DISTANCE", nx.average_shortest_path_length(giant), part.average_path_length())


def communities(G, g):
    """A partition with its modularity by both tools, and what their own Louvain reaches: the bar for ours."""
    partition = nx.community.greedy_modularity_communities(G, weight="strength")
    label = {v: i for i, c in enumerate(partition) for v in c}
    labels = [label[v] for v in sorted(G)]
    found = []
    for seed in range(20):
        parts = nx.community.louvain_communities(G, weight="strength", seed=seed)
        found.append(nx.community.modularity(G, parts, weight="strength"))
    return {
        "labels": labels,
        "weighted": {"networkx": nx.community.modularity(G, partition, weight="strength"), "igraph": g.modularity(labels, weights="strength")},
        "unweighted": {"networkx": nx.community.modularity(G, partition, weight=None), "igraph": g.modularity(labels)},
        # The method of Graph drops the resolution; that of its base class takes it.
        "resolution2": {"networkx": nx.community.modularity(G, partition, weight="strength", resolution=2), "igraph": igraph.GraphBase.modularity(g, labels, weights="strength", resolution=2)},
        "louvainOfTwentySeeds": {"lowest": min(found), "median": sorted(found)[10], "highest": max(found)},
        "igraphMultilevel": g.community_multilevel(weights="strength").modularity,
    }


def compared(tables):
    """Refuses to write what the tools disagree on: then one of the two was asked for something else."""
    rows = list(tables)
    for row in rows:
        a, b = row["networkx"], row["igraph"]
        if a is None or b is None:
            continue
        pairs = zip(a, b) if isinstance(a, list) else [(a, b)]
        for x, y in pairs:
            same = x is y or (x is not None and y is not None and math.isclose(x, y, rel_tol=1e-7, abs_tol=1e-9))
            assert same, f"{row['id']} {row['parameters']}: networkx says {x}, igraph {y}"
    return rows


def network(name, description, labels, edges, collaboration=(), **more):
    """edges: (a, b, strength) with a < b; strength an int or a Fraction."""
    G = nx.Graph()
    G.add_nodes_from(range(len(labels)))
    for a, b, strength in edges:
        G.add_edge(a, b, strength=float(strength), cost=1 / float(strength), exact_cost=1 / Fraction(strength))
    g = igraph.Graph(n=len(labels), edges=[(a, b) for a, b, _ in edges])
    g.es["strength"] = [float(s) for _, _, s in edges]
    table = {
        "name": name,
        "description": description,
        "tools": TOOLS,
        "labels": labels,
        "edges": [[a, b, float(s)] for a, b, s in edges],
        **more,
        "author": compared(author_tables(G, g)),
        "network": compared(network_tables(G, g)),
        "collaboration": [*collaboration, *compared(collaboration_tables(G, g))],
        "communities": communities(G, g),
        **({"suggestions": compared(suggestion_tables(G, g))} if len(labels) <= 40 else {}),
    }
    (HERE / f"{name}.json").write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace('},{"id"', '},\n{"id"') + "\n")


def from_networkx(name, description, G):
    labels = sorted(G) if name != "karate" else list(G)
    index = {v: i for i, v in enumerate(labels)}
    edges = sorted((*sorted((index[a], index[b])), int(d.get("weight", 1))) for a, b, d in G.edges(data=True))
    network(name, description, [str(v) for v in labels], edges)


def davis():
    B = nx.davis_southern_women_graph()
    women = sorted(B.graph["top"])
    events = sorted(B.graph["bottom"], key=lambda e: int(e[1:]))
    index = {w: i for i, w in enumerate(women)}
    papers = [sorted(index[w] for w in B[e]) for e in events]
    # Newman's 1/(k − 1) per event, exactly.
    strengths = {}
    for authors in papers:
        for i, a in enumerate(authors):
            for b in authors[i + 1 :]:
                strengths[a, b] = strengths.get((a, b), 0) + Fraction(1, len(authors) - 1)
    edges = [(a, b, s) for (a, b), s in sorted(strengths.items())]
    full = bipartite.weighted_projected_graph(B, women)
    newman = bipartite.collaboration_weighted_projected_graph(B, women)
    jaccard = bipartite.overlap_weighted_projected_graph(B, women, jaccard=True)
    inclusion = bipartite.overlap_weighted_projected_graph(B, women, jaccard=False)
    pairs = {"JOINT_PAPER_COUNT": full, "COLLABORATION_STRENGTH": newman, "JACCARD": jaccard, "INCLUSION": inclusion}
    network(
        "davis",
        "Women who attended the same social events; strength is FRACTIONAL counting, Σ 1/(k − 1)",
        women,
        edges,
        papers=papers,
        collaboration=[
            {"id": id_, "parameters": {}, "networkx": [float(P[women[a]][women[b]]["weight"]) for a, b, _ in edges], "igraph": None}
            for id_, P in pairs.items()
        ],
    )


def pieces():
    draw = random.Random(20240)
    edges = {}
    for start, size, m in ((0, 24, 40), (24, 24, 40), (48, 9, 14), (57, 5, 10), (62, 2, 1)):
        for v in range(1, size):
            edges[start + draw.randrange(v), start + v] = draw.randint(1, 12)
        while sum(start <= a < start + size for a, _ in edges) < m:
            a, b = sorted(draw.sample(range(size), 2))
            edges.setdefault((start + a, start + b), draw.randint(1, 12))
    network(
        "pieces",
        "Random network of five pieces and six isolated nodes; the two largest pieces are of equal size",
        [f"node {i}" for i in range(70)],
        # Sixths tie in arithmetic and not in floating point.
        [(a, b, Fraction(s, 6)) for (a, b), s in sorted(edges.items())],
    )


if __name__ == "__main__":
    from_networkx("karate", "Friendships in a karate club, strength by shared contexts", nx.karate_club_graph())
    from_networkx("les-miserables", "Characters of Les Misérables, strength by shared scenes", nx.les_miserables_graph())
    from_networkx("florentine", "Marriages of Florentine families", nx.florentine_families_graph())
    davis()
    pieces()
    print("written with", TOOLS)
