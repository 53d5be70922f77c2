export { audit } from './audit.js';
export { isEvidenceBundle } from './shape.js';
export { exportFromWorld } from './export.js';
export { AUDIT_STEPS } from './types.js';
export type {
  AuditDifference,
  AuditedDecision,
  AuditReport,
  AuditStep,
  AuditStepResult,
  EvidenceBoard,
  EvidenceBundle,
  EvidenceDefinition,
  EvidenceRecord,
  EvidenceStream,
} from './types.js';
