import { z } from 'zod';

// The pages' security policy lets nobody make code of text, which zod would try with its first schema.
z.config({ jitless: true });
