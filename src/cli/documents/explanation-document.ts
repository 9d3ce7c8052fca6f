import type { Carrier, Cause, Explanation, StageExplanation } from '../../domain/explanation.ts';
import type { Forecast } from '../../domain/forecast.ts';
import type { PipelineId } from '../../domain/identity.ts';
import {
  forecastSentence,
  headline,
  inboundSentence,
  stageSentence,
  supersededSentence,
  type Telling,
} from '../../text/explanation-words.ts';
import type { explanation as explanationShape } from '../schema/explanation.ts';
import type { DocumentOf } from '../schema/shape.ts';
import { isoOrNull, orNull } from './values.ts';

/** `explanation`: how each stage stands and why, and what will happen next; every part also as a sentence. */
export function explanationDocument(
  id: PipelineId,
  explanation: Explanation,
  telling: Telling,
): DocumentOf<typeof explanationShape> {
  return {
    pipeline: id.name,
    account: orNull(id.account || undefined),
    region: id.region,
    executionMode: explanation.mode,
    sentence: headline(explanation, telling),
    stages: explanation.stages.map((stage) => stageDocument(stage, telling)),
    superseded: explanation.superseded.map((one) => ({
      ...carrierDocument(one.carrier),
      by: orNull(one.by),
      at: isoOrNull(one.at),
      sentence: supersededSentence(one, telling),
    })),
    next: explanation.next.map((forecast) => forecastDocument(forecast, telling)),
  };
}

function stageDocument(stage: StageExplanation, telling: Telling) {
  return {
    stage: stage.stage,
    state: stage.standing,
    ...carrierDocument(stage.holds),
    since: isoOrNull(stage.since),
    cause: causeDocument(stage.cause),
    transition: causeDocument(stage.gate),
    retry: stage.retry ? { possible: stage.retry.possible, reason: orNull(stage.retry.why) } : null,
    sentence: stageSentence(stage, telling),
    inbound: stage.inbound.map((one) => ({
      ...carrierDocument(one.carrier),
      cause: causeDocument(one.cause),
      sentence: inboundSentence(one, stage.stage, telling),
    })),
  };
}

function carrierDocument(carrier: Carrier | undefined) {
  return { executionId: orNull(carrier?.executionId), revisionId: orNull(carrier?.revision?.id) };
}

function causeDocument(cause: Cause | undefined) {
  if (!cause) return null;
  const { condition } = cause;
  return {
    kind: cause.kind,
    actions: cause.actions ?? (cause.action === undefined ? [] : [cause.action]),
    by: orNull(cause.by),
    since: isoOrNull(cause.since),
    deadline: isoOrNull(cause.deadline),
    code: orNull(cause.code),
    reason: orNull(cause.reason),
    executionId: orNull(cause.executionId),
    position: orNull(cause.position),
    resumes: orNull(cause.resumes),
    deploymentId: orNull(cause.deployment?.id),
    deploymentStatus: orNull(cause.deployment?.status),
    condition: condition ? condition.place : null,
    rules: (condition?.rules ?? []).map(({ name, status, summary }) => ({
      name,
      status: orNull(status),
      summary: orNull(summary),
    })),
  };
}

function forecastDocument(forecast: Forecast, telling: Telling) {
  const { when, outcomes } = forecast;
  return {
    when: {
      kind: when.kind,
      stage: when.stage,
      action: orNull(when.action),
      executionId: orNull(when.executionId),
    },
    outcomes: outcomes.map(({ kind, executionId, stage, behind }) => ({
      kind,
      executionId,
      stage: orNull(stage),
      behind: orNull(behind),
    })),
    sentence: forecastSentence(forecast, telling),
  };
}
