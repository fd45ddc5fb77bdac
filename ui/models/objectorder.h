#pragma once

#include "core/s3/objectstore.h"
#include "ui/models/roworder.h"

#include <QtCore/Qt>

#include <functional>
#include <string>

namespace inia::ui {

/// Which rows are shown in which order. The default is all of them as the service sent them.
struct ObjectOrder {
    enum class Key { Server, Name, Size, Modified, StorageClass };

    Key key = Key::Server;
    Qt::SortOrder direction = Qt::AscendingOrder;
    /// Only names that contain this, without regard to case; empty for all.
    std::string contains;

    [[nodiscard]] bool isServerOrder() const { return key == Key::Server && contains.empty(); }
    friend bool operator==(const ObjectOrder&, const ObjectOrder&) = default;
};

/// Filters and sorts the rows; equal ones stay in the order they came. Rows that `done` covers are not looked
/// at again but merged with the new ones. Meant for a worker thread; returns early with a useless answer once
/// `cancelled` says so.
[[nodiscard]] Arrangement arrange(const ObjectRows& rows, const ObjectOrder& order, Arrangement done,
                                  const std::function<bool()>& cancelled);

} // namespace inia::ui
