/** A bare server that sends back what it gets: the least that HTTP costs here. Prints its port. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const body = Buffer.allocUnsafe(Number(request.headers['content-length'] ?? 0));
  let at = 0;
  request.on('data', (chunk: Buffer) => {
    at += chunk.copy(body, at);
  });
  request.on('end', () => {
    response.writeHead(200, { 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') console.log(address.port);
});
process.on('SIGTERM', () => process.exit(0));
