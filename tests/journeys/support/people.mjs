// SPDX-License-Identifier: EUPL-1.2
// Members of the demonstration network (examples/demo/network.json).
export const password = 'gemeinsam-denken';

export const coordination = 'koordination@ministerium.example';
export const bau = 'delegierter@bg-bau.example';
export const buero = 'delegierte@bg-buero.example';
export const energie = 'delegierter@bg-energie.example';
export const pflege = 'delegierter@bg-pflege.example';
