'use client-entry';

import { hydrate } from '@parcel/rsc/client';

hydrate();
