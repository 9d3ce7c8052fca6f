import { cannedCall } from './canned-call.ts';

cannedCall().then((pipelines) => process.stdout.write(`${JSON.stringify({ pipelines })}\n`));
