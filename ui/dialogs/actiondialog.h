#pragma once

#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/shapeform.h"

namespace inia::ui {

// Asks for the parameters of an action and for leave to run it.
class ActionDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionDialog)

public:
    // `members` without names: there is nothing to ask for but leave. `filled` is what the definition sets,
    // for the check.
    ActionDialog(const Appearance& appearance, const Confirmation& confirmation,
                 StructureField::Members members, const Value& filled, std::shared_ptr<const Document> docs,
                 QWidget* parent = nullptr);

    // Null when there is nothing to ask for.
    [[nodiscard]] ShapeForm* form() const { return m_form; }
    [[nodiscard]] Value params() const { return m_form != nullptr ? m_form->value() : Value(); }

protected:
    // Only with parameters that fit.
    void confirm() override;

private:
    ShapeForm* m_form = nullptr;
};

} // namespace inia::ui
