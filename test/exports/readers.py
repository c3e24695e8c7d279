"""Reads exported networks with other people's programs and prints what they found as JSON: the independent readers."""
import csv, json, sys
from xml.dom import minidom

def plain(value):
    """JSON has no word for NaN, igraph's mark of a number that a node does not have."""
    if isinstance(value, float) and value != value:
        return None
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value

def nx_summary(graph):
    nodes = []
    for key, data in graph.nodes(data=True):
        nodes.append({"key": str(key), **{k: v for k, v in data.items() if k != "graphics"}})
    edges = [{"source": str(u), "target": str(v), **data} for u, v, data in graph.edges(data=True)]
    return {"nodes": nodes, "edges": edges, "directed": graph.is_directed()}

def read(kind, path):
    if kind.startswith("networkx-"):
        import networkx as nx
        reader = {
            "networkx-gexf": lambda: nx.read_gexf(path, version="1.2draft"),
            "networkx-graphml": lambda: nx.read_graphml(path),
            "networkx-gml": lambda: nx.read_gml(path, label="id"),
            "networkx-pajek": lambda: nx.Graph(nx.read_pajek(path)),
            "networkx-node-link": lambda: nx.node_link_graph(json.load(open(path)), **({} if nx.__version__ < "3.4" else {"edges": "links"})),
        }[kind]
        return nx_summary(reader())
    if kind.startswith("igraph-"):
        import igraph
        graph = igraph.Graph.Read(path, format=kind.split("-")[1])
        return {
            "nodes": [v.attributes() for v in graph.vs],
            "edges": [{"source": e.source, "target": e.target, **e.attributes()} for e in graph.es],
            "directed": graph.is_directed(),
        }
    if kind == "xml":
        minidom.parse(path)
        return {"wellFormed": True}
    if kind == "csv":
        with open(path, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    raise SystemExit("unknown reader " + kind)

print(json.dumps(plain(read(sys.argv[1], sys.argv[2]))))
