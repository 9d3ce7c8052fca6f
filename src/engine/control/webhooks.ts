import type { Delivery } from '../codepipeline/webhooks/authenticate.ts';
import type { Reception } from '../codepipeline/webhooks/deliver.ts';
import type { Engine } from '../engine.ts';
import { type ControlCall, ControlError, type Endpoint } from './endpoint.ts';

/** Where the URL of a webhook points; its own authentication decides (engine-control: webhooks, spec 2.11). */
export const webhooks: Endpoint = { methods: { POST: receive }, open: ['POST'], takesId: true };

function receive(engine: Engine, { id, headers, text, remoteAddress }: ControlCall): object {
  if (text === undefined) throw notJson();
  const reception = receiveAt(engine, id, { headers, body: text, remoteAddress });
  switch (reception?.kind) {
    case undefined:
      throw new ControlError(404, 'WebhookNotFoundException', 'There is no webhook at this address');
    case 'notAuthentic':
      throw new ControlError(403, 'Forbidden', 'The call does not pass the authentication of the webhook');
    case 'notJson':
      throw notJson();
    case 'ignored':
      return { pipelineExecutionId: null };
    case 'started':
      return { pipelineExecutionId: reception.pipelineExecutionId };
  }
}

/** An address tells neither account nor region. */
function receiveAt(engine: Engine, id: string, delivery: Delivery): Reception | undefined {
  for (const { codepipeline } of engine.regions()) {
    const reception = codepipeline.receive(id, delivery);
    if (reception) return reception;
  }
  return undefined;
}

function notJson(): ControlError {
  return new ControlError(400, 'InvalidJson', 'The body is not valid JSON');
}
