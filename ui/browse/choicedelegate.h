#pragma once

#include "ui/delegates/rowdelegate.h"

namespace inia::ui {

// An entry of a ChoicePopup: icon, name, PROD where it applies, the quieter word and the mark of the current
// one at the right.
class ChoiceDelegate final : public RowDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChoiceDelegate)

public:
    explicit ChoiceDelegate(const Appearance& appearance, QObject* parent = nullptr);

    void setMarked(const QString& name) { m_marked = name; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    QString m_marked;
};

} // namespace inia::ui
