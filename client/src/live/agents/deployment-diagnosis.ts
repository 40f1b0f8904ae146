// A diagnosis as data for an agent.
import type { Cause, Diagnosis } from "../../domain/index.ts";

const MAX_CAUSES = 5;
const MAX_EVIDENCE = 10;

type Json = Record<string, unknown>;

export function describeDiagnosis({ state, words, causes, symptoms, notes, missing, walked }: Diagnosis): Json {
  return {
    state,
    ...(words !== "" && { words }),
    causes: causes.slice(0, MAX_CAUSES).map(describeCause),
    ...(symptoms.length > 0 && { notTheCause: symptoms.slice(0, MAX_CAUSES).map(describeCause) }),
    ...(notes.length > 0 && { notes: notes.slice(0, MAX_EVIDENCE) }),
    ...(missing.length > 0 && { missing: missing.slice(0, MAX_EVIDENCE) }),
    lookedAt: walked,
  };
}

function describeCause(cause: Cause): Json {
  const { title, confidence, part, meaning, remedy, command, failureModes, evidence } = cause;
  return {
    title,
    confidence,
    ...(Object.keys(part).length > 0 && { where: part }),
    meaning,
    remedy,
    ...(command !== undefined && { command }),
    failureModes,
    evidence: evidence.slice(0, MAX_EVIDENCE).map(({ object, time, line }) => ({
      object,
      ...(time !== undefined && { time }),
      ...(line !== undefined && { line }),
    })),
  };
}
