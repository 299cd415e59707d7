import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { configFromJson } from '../../../../server/config/json/from-json.ts';
import { Card } from '../../../ui/card.tsx';
import classes from './ensemble-card.module.css';
import { type GraphEdge, type GraphNode, layOutEnsemble } from './layout.ts';

/** How the models of an ensemble hand on their tensors, as a small graph. */
export default function EnsembleCard({ config }: { readonly config: object }) {
  const { nodes, edges, width, height } = useMemo(
    () => layOutEnsemble(configFromJson(config).config),
    [config],
  );
  return (
    <Card title="Steps" note="each runs as soon as all that it takes is there">
      <figure className={classes.scroller} aria-label="Steps of the ensemble" tabIndex={0}>
        <div className={classes.graph} style={{ width, height }}>
          <svg className={classes.edges} width={width} height={height} aria-hidden="true">
            {edges.map((edge) => (
              <Line key={edge.id} edge={edge} />
            ))}
            {edges.map(({ id, from, label }) => (
              <text key={id} x={from.x + 6} y={from.y - 6}>
                {label}
              </text>
            ))}
          </svg>
          {nodes.map((node) => (
            <Node key={node.id} node={node} />
          ))}
        </div>
      </figure>
    </Card>
  );
}

const ARROW = 5;

function Line({ edge: { from, to } }: { readonly edge: GraphEdge }) {
  const bend = (to.x - from.x) / 2;
  const end = to.x - ARROW;
  return (
    <g>
      <path d={`M${from.x} ${from.y} C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${end} ${to.y}`} />
      <polygon points={`${end},${to.y - ARROW + 1} ${to.x},${to.y} ${end},${to.y + ARROW - 1}`} />
    </g>
  );
}

function Node({ node }: { readonly node: GraphNode }) {
  const { kind, title, note, x, y, width, height } = node;
  const text = (
    <>
      <span className={classes.title} title={title}>
        {title}
      </span>
      <span className={classes.note}>{note}</span>
    </>
  );
  const box = { className: classes.node, 'data-kind': kind, style: { left: x, top: y, width, height } };
  if (kind !== 'step') return <div {...box}>{text}</div>;
  return (
    <Link to="/models/$name" params={{ name: title }} {...box}>
      {text}
    </Link>
  );
}
