import type { ExportFile } from '../contract.ts';
import {
  type Deployment,
  GRACE_SECONDS,
  imageFor,
  PORTS,
  serverArgs,
  SHARED_MEMORY_BYTES,
} from '../deployment.ts';
import { dashboard } from './dashboard.ts';
import { yamlText } from './yaml-text.ts';

const PROMETHEUS = 'prom/prometheus:v2.53.0';
const GRAFANA = 'grafana/grafana:11.1.0';

/** Triton, Prometheus that asks it for metrics, and Grafana with a dashboard that shows them. */
export function composeFiles(deployment: Deployment): readonly ExportFile[] {
  const { release } = deployment.check;
  return [
    {
      path: 'compose.yaml',
      text: yamlText([composition(deployment)], `Triton ${release} with Prometheus and Grafana.`),
    },
    { path: 'prometheus.yml', text: yamlText([scraping()], 'What Prometheus asks for metrics.') },
    {
      path: 'grafana/provisioning/datasources/prometheus.yaml',
      text: yamlText([dataSources()], 'Where Grafana reads metrics.'),
    },
    {
      path: 'grafana/provisioning/dashboards/triton.yaml',
      text: yamlText([dashboardProviders()], 'Where Grafana finds its dashboards.'),
    },
    {
      path: 'grafana/dashboards/triton.json',
      text: `${JSON.stringify(dashboard(deployment.check), null, 2)}\n`,
    },
  ];
}

function composition(deployment: Deployment) {
  return {
    services: {
      triton: tritonService(deployment),
      prometheus: {
        image: PROMETHEUS,
        ports: ['127.0.0.1:9090:9090'],
        volumes: ['./prometheus.yml:/etc/prometheus/prometheus.yml:ro'],
        restart: 'unless-stopped',
      },
      grafana: {
        image: GRAFANA,
        depends_on: ['prometheus'],
        ports: ['127.0.0.1:3000:3000'],
        environment: { GF_AUTH_ANONYMOUS_ENABLED: 'true' },
        volumes: [
          './grafana/provisioning:/etc/grafana/provisioning:ro',
          './grafana/dashboards:/var/lib/grafana/dashboards:ro',
        ],
        restart: 'unless-stopped',
      },
    },
  };
}

function tritonService(deployment: Deployment) {
  const gpu = { driver: 'nvidia', count: 'all', capabilities: ['gpu'] };
  return {
    image: imageFor(deployment),
    command: ['tritonserver', ...serverArgs(deployment, '/models')].map(escaped),
    ports: Object.values(PORTS).map((port) => `${port}:${port}`),
    volumes: [{ type: 'bind', source: escaped(deployment.repository), target: '/models', read_only: true }],
    shm_size: SHARED_MEMORY_BYTES,
    stop_grace_period: `${GRACE_SECONDS}s`,
    healthcheck: {
      test: ['CMD', 'curl', '--fail', '--silent', `http://localhost:${PORTS.http}/v2/health/ready`],
      interval: '5s',
      timeout: '3s',
      retries: 3,
      start_period: '5m',
    },
    restart: 'unless-stopped',
    ...(deployment.check.needsGpu && { deploy: { resources: { reservations: { devices: [gpu] } } } }),
  };
}

/** Compose puts variables of the environment in place of `$NAME`. */
function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function scraping() {
  return {
    global: { scrape_interval: '5s' },
    scrape_configs: [{ job_name: 'triton', static_configs: [{ targets: [`triton:${PORTS.metrics}`] }] }],
  };
}

function dataSources() {
  const source = { name: 'Prometheus', uid: 'prometheus', type: 'prometheus', url: 'http://prometheus:9090' };
  return { apiVersion: 1, datasources: [{ ...source, access: 'proxy', isDefault: true }] };
}

function dashboardProviders() {
  const options = { path: '/var/lib/grafana/dashboards' };
  return { apiVersion: 1, providers: [{ name: 'triton', type: 'file', options }] };
}
