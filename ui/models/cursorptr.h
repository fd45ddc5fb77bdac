#pragma once

#include "core/resource/collectioncursor.h"

#include <memory>

namespace inia::ui {

/// Ends a cursor at once (no further request, no further signal) but deletes it later, so that a model may
/// drop it inside one of the cursor's own signals.
struct CursorDeleter {
    void operator()(CollectionCursor* cursor) const
    {
        cursor->disconnect();
        cursor->cancel();
        cursor->deleteLater();
    }
};
using CursorPtr = std::unique_ptr<CollectionCursor, CursorDeleter>;

} // namespace inia::ui
