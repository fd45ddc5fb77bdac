#pragma once

#include "ui/models/valuetreemodel.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class FoldHeader;
class TreeView;

// A structure that can be folded away: its name, and the tree of its members, as high as what is open in it.
class ValueFold final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValueFold)

public:
    ValueFold(const Appearance& appearance, const QString& name, const Value& value,
              QWidget* parent = nullptr);

signals:
    void copyRequested(const QString& text);

private:
    void open(bool open);
    void fitHeight();
    void copyCurrent();

    const Appearance& m_appearance;
    Value m_value;
    ValueTreeModel m_model;
    FoldHeader* m_head;
    TreeView* m_tree = nullptr; // made when first opened
};

} // namespace inia::ui
