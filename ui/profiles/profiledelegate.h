#pragma once

#include "ui/delegates/tabledelegate.h"

namespace inia::ui {

// The first column of "Open session": colour, name, and what a session of the profile begins as; or a folder.
class ProfileDelegate final : public TableDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileDelegate)

public:
    using TableDelegate::TableDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintFolder(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace inia::ui
