import { cannedCall } from './canned-call.ts';

process.stdout.write(`${JSON.stringify({ pipelines: await cannedCall() })}\n`);
