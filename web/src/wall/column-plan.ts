/** Rows of a page where the wall is stacked and may scroll. */
const STACKED_ROWS = 10;
const STACKED_INCIDENT_ROWS = 5;
const INCIDENT_ROW_REM = 5.2;
/** Where there are so few of them that their whole reason has room. */
const ROOMY_ROW_REM = 8.6;
const FEW_INCIDENTS = 2;
const DEVICE_ROW_REM = 2.7;
/** Heading and padding of a list. */
const FRAME_REM = 3.6;
const GAP_REM = 0.6;
const BLIND_LINE_REM = 2.4;
/** Of the column's height: what incidents may take of it, and what is left to them beside one that is open. */
const INCIDENTS_SHARE = 0.75;
const INCIDENTS_BESIDE_SHARE = 0.36;
/** Of what is left below the incidents, what the list of devices may take beside the chosen device. */
const DEVICES_SHARE = 0.52;
/** With less room than this, a list and a device do not both fit. */
const BOTH_REM = 32;

export interface ColumnNeeds {
  heightRem: number;
  isStacked: boolean;
  incidents: number;
  /** That the server is blind takes a line. */
  isBlind: boolean;
  /** Somebody looks at one incident closely. */
  isIncidentOpen: boolean;
  /** Somebody chose a device. */
  isDeviceChosen: boolean;
}

export interface ColumnPlan {
  /** Incidents tell their reason over several lines. */
  isRoomy: boolean;
  incidentRows: number;
  deviceRows: number;
  showsDevices: boolean;
  showsDevice: boolean;
}

/** Who of incidents, devices and the one device gets how much of the column; incidents come first. */
export function planColumn(needs: ColumnNeeds): ColumnPlan {
  const { incidents, isIncidentOpen, isDeviceChosen } = needs;
  const heightRem = needs.heightRem - (needs.isBlind && incidents > 0 ? BLIND_LINE_REM : 0);
  const isRoomy = incidents <= FEW_INCIDENTS && !isIncidentOpen;
  if (needs.isStacked) return { ...STACKED, isRoomy };
  const rowRem = isRoomy ? ROOMY_ROW_REM : INCIDENT_ROW_REM;
  const share = heightRem * (isIncidentOpen ? INCIDENTS_BESIDE_SHARE : INCIDENTS_SHARE);
  const incidentRows = Math.max(1, Math.floor((share - FRAME_REM) / rowRem));
  const left = heightRem - FRAME_REM - GAP_REM - Math.min(incidents, incidentRows) * rowRem;
  const hasBoth = left >= BOTH_REM;
  const listRem = (hasBoth ? left * DEVICES_SHARE : left) - FRAME_REM;
  return {
    isRoomy,
    incidentRows,
    deviceRows: Math.max(2, Math.floor(listRem / DEVICE_ROW_REM)),
    showsDevices: hasBoth || !isDeviceChosen,
    showsDevice: hasBoth || isDeviceChosen,
  };
}

const STACKED = {
  incidentRows: STACKED_INCIDENT_ROWS,
  deviceRows: STACKED_ROWS,
  showsDevices: true,
  showsDevice: true,
};
