// Imported before anything that makes a schema: zod would otherwise try to compile it, which our policy forbids.
import { z } from 'zod';

z.config({ jitless: true });
