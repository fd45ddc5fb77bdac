// Nothing but the precompiled header of the tests comes out of this.
