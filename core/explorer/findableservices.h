#pragma once

#include "core/text/finder.h"

namespace inia {
class Catalog;
}

namespace inia::explorer {

/// Adds what the pack's index knows by name, without opening a model: services ("EC2"), their types ("EC2
/// instances"; `id` is the noun of a type, of boto3's services the name of a collection) and operations.
void addServices(Finder& finder, const Catalog& catalog);

} // namespace inia::explorer
