#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace inia::ui {

// An address for the camera of a phone, dark on light in any theme, as readers want it.
class QrCode final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QrCode)

public:
    explicit QrCode(QWidget* parent = nullptr);

    // False where there is nothing to show: this build cannot draw them, or the text is too long.
    bool setText(const QString& text);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_side = 0; // modules
    std::vector<bool> m_modules;
};

} // namespace inia::ui
