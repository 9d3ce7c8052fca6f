import { type Deployment, deployedTo, isDeploymentOver, targetsInAll } from '../../domain/deployment.ts';
import { deploymentMark } from '../../text/deployment-marks.ts';
import type { Column } from '../../text/table.ts';
import { ageText } from '../../text/time.ts';
import { width } from '../../text/width.ts';
import type { Sheet } from '../output/sheet.ts';
import type { Session } from '../session.ts';
import { ageOf, placeColumns, sourceLines } from './places.ts';
import { printTable } from './print-table.ts';

/** Production and staging must not look alike: of most names nothing is cut. */
const WHOLE_NAMES = 32;

const columnsFor = (names: readonly string[]): readonly Column[] => [
  { title: 'STATUS' },
  { title: 'DEPLOYMENT', min: 11 },
  { title: 'TO', min: Math.min(WHOLE_NAMES, Math.max(...names.map(width))), cut: 'middle' },
  { title: 'TYPE', drop: 2 },
  { title: 'DONE', align: 'right' },
  { title: 'REVISION', min: 10, cut: 'middle', drop: 1 },
  { title: 'AGE', align: 'right' },
];

/** One line a deployment, newest first. */
export function deploymentsText(deployments: readonly Deployment[], session: Session, sheet: Sheet): string[] {
  const source = sourceLines(session, sheet);
  if (deployments.length === 0) return [...source, 'no deployments'];
  const places = placeColumns(session);
  const rows = deployments.map((found) => {
    const mark = deploymentMark(found.status);
    const cells = [`${sheet.sign(mark)} ${mark.word}`, ...cellsOf(found, session), ...places.cells(found.place)];
    return { cells: cells.map((cell) => sheet.plain(cell)), tones: { 0: mark.tone } };
  });
  const columns = columnsFor(deployments.map(deployedTo));
  return [...source, ...printTable([...columns, ...places.columns], rows, sheet)];
}

function cellsOf(found: Deployment, session: Session): string[] {
  const { targets } = found;
  const all = targetsInAll(targets);
  return [
    found.id,
    deployedTo(found) || '–',
    found.type ?? '–',
    all === 0 ? '–' : `${targets.succeeded}/${all}`,
    revisionText(found),
    ageText(ageOf(session, isDeploymentOver(found) ? found.endedAt : found.createdAt, found.place)),
  ];
}

/** Of an object in S3 its key is enough to know it by. */
function revisionText({ revision }: Deployment): string {
  return revision?.text.replace(/^s3:\/\/[^/]+\//, '') ?? '–';
}
