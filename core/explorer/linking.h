#pragma once

#include "core/explorer/findings.h"

namespace inia::explorer {

/// Links every operation that is no list, and has no link yet, with the items it can be asked of.
void linkAll(const ServiceFacts& facts, const Filler& filler, Findings& findings);
/// Chooses for each type the read that gives all of one item: named for the type, in the singular, or asked
/// with one id. What only a load gives becomes fields of the type.
void findLoads(const ServiceFacts& facts, Findings& findings);
/// Links reads of what no list gives by a member of that very name in some item: serviceRevisionArn of a
/// deployment.
void findReferences(const ServiceFacts& facts, const Filler& filler, Findings& findings);

} // namespace inia::explorer
