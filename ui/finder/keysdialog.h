#pragma once

#include <QtWidgets/QDialog>

namespace inia::ui {

class Appearance;

// Help: all commands that have keys, in the order of the table.
class KeysDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeysDialog)

public:
    explicit KeysDialog(const Appearance& appearance, QWidget* parent);
};

} // namespace inia::ui
