/** What became of an attempt to say a word. */
export type Outcome =
  | { readonly kind: 'published'; readonly server: string | undefined }
  /** A server said no: nobody will ever hear it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The connection broke before anybody answered: it may have been published, or not. */
  | { readonly kind: 'unsure' };
