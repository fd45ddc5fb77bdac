#pragma once

#include "core/client/client.h"
#include "core/dynamodb/tableschema.h"

#include <string>

namespace inia::ui {

// The table that items are written to.
struct ItemTable {
    Client client;
    std::string name;
    dynamodb::TableSchema schema; // with known keys
};

} // namespace inia::ui
